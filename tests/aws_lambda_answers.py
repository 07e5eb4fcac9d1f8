"""What people say about the AWS Lambda questions: whole answers, true sentences and mistaken ones."""

ANSWERS = {
    "languages-and-packaging": {
        "good": """
            Out of the box there is Python, Java, Go, Node.js, Ruby and the .NET languages. Whatever is
            missing can be brought along as a custom runtime. I pack my source together with the third
            party libraries into a zip, or into a Docker image once it gets too large, and push it with
            the command line. At work the pipeline does the upload after each merge.""",
        "half": """
            You can write it in Python, Java, Ruby or Node. The code goes into a zip file that I upload
            in the browser.""",
        "poor": "Most of us use Python, I believe it takes TypeScript too.",
        "negated": """
            You can't bring your own runtime, and neither a zip nor a container image is accepted.""",
        "wrong": """
            First rent an EC2 instance, then copy the program to the server and let Tomcat restart.""",
    },
    "benefits": {
        "good": """
            We no longer patch or provision any servers, so the team concentrates on business logic.
            Capacity adjusts to the traffic by itself. We are charged only for the milliseconds a
            function runs. It plugs into S3, SQS and the other AWS services, suits event-driven designs,
            and a new feature is in production within minutes, which is a fast release cycle for us.""",
        "half": """
            There are no machines to look after, and it scales automatically when many people come.""",
        "poor": "You are billed per request, which our manager liked.",
        "negated": """
            It does not scale automatically, you can't pay per use, and it doesn't integrate with AWS
            services.""",
        "wrong": """
            You pay a fixed monthly fee for each server and you have to patch the operating system.""",
    },
    "event-sources": {
        "good": """
            An event source is whatever service triggers the function: a picture uploaded to S3, a
            message in SQS, a request through API Gateway. The code reacts to exactly that event and
            nobody has to start it. In between no server sits and waits, hence it is a natural fit for
            serverless.""",
        "half": "Things like S3, SQS and API Gateway can invoke a function.",
        "poor": "For instance S3, when somebody uploads a photo.",
        "negated": "S3 can't trigger a function and the code doesn't react to events.",
        "wrong": "An event source is the repository with the source code of the function.",
    },
    "eventbridge": {
        "good": """
            It is an event bus. AWS services, SaaS partners such as Zendesk and our own applications put
            their events on it, rules match on the content, and each matching event is forwarded to a
            Lambda function. The producer doesn't know who listens, which keeps the parts loosely
            coupled.""",
        "half": """
            It forwards events to functions, and you write rules with a pattern that says which ones.""",
        "poor": "Services don't need to know each other when you put it in between.",
        "negated": """
            It doesn't route events to Lambda, it has no rules, and the services aren't decoupled.""",
        "wrong": "It is a monitoring tool, it stores metrics and shows them on a dashboard.",
    },
    "concurrency": {
        "good": """
            It is how many copies of the function are executing at the same moment. When all of them are
            busy, Lambda starts a new instance for the next request on its own. Reserved concurrency
            guarantees a function its share, and the same setting works as a cap that keeps the database
            from being overloaded.""",
        "half": """
            The number of executions running in parallel. If more requests come in, additional instances
            are created.""",
        "poor": "There is a setting for reserved concurrency somewhere.",
        "negated": """
            It is not the number of instances running at the same time, and you can't reserve any
            capacity for a function.""",
        "wrong": """
            One instance handles all requests with a thread pool, and reserved concurrency keeps it
            warm.""",
    },
    "automatic-scaling": {
        "good": """
            Lambda scales out: it launches additional instances of the function, so each request of a
            burst gets an instance of its own. It follows the demand, and when things get quiet the
            instances go away. Nobody has to configure anything, and response times stay the same for
            the users.""",
        "half": "It spins up more copies of the function, and all of that happens by itself.",
        "poor": "It depends on the load, it is based on demand.",
        "negated": """
            It doesn't scale horizontally and it never starts new instances, nor does it follow demand.""",
        "wrong": """
            It scales vertically: the server gets a bigger machine with more CPU when traffic grows.""",
    },
    "statelessness": {
        "good": """
            Each invocation starts from scratch, nothing is remembered from the previous one. What has
            to last goes into storage outside the function, for instance DynamoDB or S3. A shopping cart
            I would save in a DynamoDB table under the user's id.""",
        "half": "The function forgets everything after each call, so you save it in a database.",
        "poor": "You would use DynamoDB for that.",
        "negated": """
            Data is not lost after the invocation, so you don't need DynamoDB or any other external
            storage.""",
        "wrong": """
            Global variables keep the session for the user, and files in /tmp are stored permanently.""",
    },
    "aws-sam": {
        "good": """
            With SAM all functions, tables and APIs are described in one YAML template. A single command
            builds and deploys the lot, it plugs into GitHub Actions, and I can run a function on my
            laptop before it goes anywhere. Compared with raw CloudFormation it is far less boilerplate.""",
        "half": """
            You describe your resources in a YAML template and sam deploy brings them to the account.""",
        "poor": "I like that you can debug on your own machine.",
        "negated": """
            SAM doesn't use a template, it can't test locally and it doesn't automate deployment.""",
        "wrong": "SAM is a monitoring dashboard, a security tool that scans permissions.",
    },
    "best-practices": {
        "good": """
            Measure and tune the memory, since it drives the price and the duration. Keep settings in
            environment variables. Where cold starts hurt, use provisioned concurrency. Give each
            function a role with the least privilege. Watch logs, metrics and alarms in CloudWatch, and
            keep the deployment package small by leaving out libraries nobody imports.""",
        "half": """
            Grant minimal permissions, tune the memory, and look at the logs and alarms in CloudWatch.""",
        "poor": "Put configuration into environment variables.",
        "negated": """
            Don't tune the memory, you don't need least privilege, and never use CloudWatch.""",
        "wrong": """
            Give every function admin access, that is easy, and write the password into the code.""",
    },
}
RIGHT = {  # what experienced people say and no misconception may catch
    "languages-and-packaging": """
        - I run the build on an EC2 instance and upload the zip.
        - Lambda only supports Linux runtimes such as Python, Node.js and Java.
        - Our Jenkins machine copies the zip to S3 and calls update-function-code.
        - The container image must be stored in ECR in the same region, Lambda doesn't run the
          image straight from Docker Hub.
        - Only Java, Python and .NET support SnapStart.
        - We deploy with Terraform from an EC2 build agent.
        - With an interpreted runtime the source alone is enough when there are no third-party
          libraries to include.
        - Lambda downloads the package from S3 on a cold start.
        - A web server such as Express or Tomcat can be put behind the Lambda Web Adapter.
        - GitHub Actions runs on a virtual machine, installs the packages and pushes an image to
          ECR.
        - The managed runtimes follow the language's support schedule; a deprecated version can no
          longer be updated.
        - Only the handler's dependencies belong in the artifact; the SDK for Python comes with
          the runtime.
        - AWS builds and patches the managed runtimes, with a container image you have to rebuild
          it yourself.
        - I usually log in with SSO, run cdk deploy, and CDK uploads the asset to S3.""",
    "benefits": """
        - You pay per request and per millisecond, with a monthly free tier.
        - Costs per month dropped from hundreds of dollars to a few cents because our traffic is
          spiky.
        - You pay only while your code runs, which in our case is two hours a month.
        - If you need full control of the operating system, choose EC2 or ECS.
        - It's serverless, so from the developer's view no servers exist, although of course they
          run somewhere at AWS.
        - It is cheaper for spiky workloads because you never pay for idle time.
        - The trade-off is less control over the underlying server and a limit on execution time.
        - You get a generous free tier every month and after that you pay by the request.
        - Instead of paying for servers around the clock, you're billed for actual executions.
        - Costs can be estimated as price per GB-second times invocations per month.
        - Jobs that used to take hours on one box finish in minutes because a thousand functions
          run in parallel.
        - Scheduled tasks that only run a few minutes a day cost next to nothing per month.
        - You stop thinking about instance types, patches and capacity.
        - It cut our monthly bill to a third.
        - Compared to a rented server with a fixed monthly price we save 80 percent.
        - No traffic, no bill, apart from storage and logs.
        - The team spends its days on features, since nobody has to maintain machines.
        - Downside: cold starts, a 15 minute limit, and under constant load it can be more
          expensive.""",
    "event-sources": """
        - Lambda continuously polls the SQS queue and invokes the function with a batch.
        - Lambda polls Kinesis and DynamoDB Streams constantly, so that you don't have to.
        - The function is always run when a file is uploaded.
        - You can invoke the function manually from the CLI as well.
        - An administrator configures the trigger once; after that it runs by itself.
        - A developer only attaches the trigger and AWS invokes the function.
        - Each SQS queue can trigger just one function per event source mapping.
        - It fits well, with no always-on server to pay for.
        - A developer can also trigger the function by hand with a test event in the console.
        - When a user clicks the button, API Gateway invokes the function.
        - An event source such as S3 stores the file and then sends a notification to Lambda.
        - The handler receives the event as its first parameter, and its format depends on the
          event source.
        - Nobody has to log in and start a job by hand.
        - An operations team would otherwise have to run such jobs with cron on a server.
        - Developers just write the handler; the platform invokes it.
        - In CodePipeline or CodeCommit, a repository push can be an event source too.
        - Event sources include CodeCommit, so a push to a repository triggers the function.
        - Event sources can be configured as a variable of the template.
        - A DynamoDB stream saves each change for 24 hours, and the event source mapping reads it
          in order.
        - Before, an operator had to start the import job manually.
        - If I want to reprocess a file I trigger the function manually with the same event.
        - A developer deploys the function once, from then on S3 events start it.
        - Lambda writes the results to DynamoDB, whose stream is again an event source for another
          function.
        - A customer presses the order button, the API receives the request and invokes the
          function.
        - A scheduled rule starts the function every morning without anyone being logged in.
        - Push sources such as S3 and SNS call the function, for pull sources such as SQS Lambda
          does the polling.
        - Our function is idle most of the time, because nothing runs until an event arrives.
        - The source determines the payload: an S3 event carries bucket and key.""",
    "eventbridge": """
        - EventBridge monitors AWS services such as EC2 state changes and invokes the function.
        - It can monitor CloudTrail and react to API calls.
        - A cron rule is just a schedule that creates an event, so a function can run every night.
        - Without the bus, the order service would have to know every consumer and call each
          function directly.
        - A security group change recorded by CloudTrail matches a rule and a function reverts it.
        - The function can fetch more details from the service whose event it received from
          EventBridge.
        - A rule can watch for new network interfaces or changed security groups.
        - Direct calls between services would couple them tightly.
        - It replaced CloudWatch Events and added partner and custom buses.
        - Every state change in the account appears on the default bus, and rules pick out what
          matters.
        - SQS can sit between EventBridge and Lambda when we need buffering.
        - The order service only publishes OrderPlaced; it neither knows nor cares which functions
          run.""",
    "concurrency": """
        - Inside one invocation I can still use threads to process files in parallel.
        - One instance serves many requests in its life, but only one at a time.
        - At 100 requests per second and half a second each, the concurrency is 50.
        - I can use a thread pool inside the handler to call three APIs in parallel, which does
          not change the concurrency.
        - We put an Application Load Balancer in front of the function and still each request
          takes one execution environment.
        - You must configure reserved concurrency when a downstream EC2 instance takes only a few
          connections.
        - Threads inside a handler share the CPU of that one environment.
        - When a hundred users click at once, a hundred environments work in parallel.
        - Two requests never share one environment at the same moment.
        - A reservation is free of charge; it takes capacity from the shared pool.
        - To avoid cold starts you buy provisioned concurrency, reserved concurrency doesn't do
          that.""",
    "automatic-scaling": """
        - I can add a scaling policy with Application Auto Scaling for provisioned concurrency.
        - You can put an Application Load Balancer in front of the function as a trigger.
        - Before a launch an engineer can increase provisioned concurrency.
        - The same instance handles the next request when it is free.
        - You could configure a target tracking scaling policy for provisioned concurrency.
        - Memory is the one thing you scale vertically, by hand, in the configuration.
        - When a server would need a bigger machine, Lambda simply runs more copies.
        - The load balancer sends every request to Lambda, which finds or creates an instance.
        - Neither a load balancer nor a scaling group has to be set up.
        - The function's size stays the same; only the number of instances changes.
        - A traffic spike is met by new environments within milliseconds to seconds.
        - There's a limit to everything: 1,000 concurrent executions by default.""",
    "statelessness": """
        - You may hold static variables only until the environment is frozen.
        - Never store user data in a global variable, because the same instance later serves
          another user.
        - It's a mistake to write session data to the local disk.
        - The application as a whole can keep state, only the function cannot.
        - Two users can be served by the same container one after the other, which is why globals
          are risky.
        - If I store something in /tmp, I always copy it to S3 before the function ends.
        - The function doesn't have state, the application does.
        - Each call must bring or fetch everything it needs.
        - An S3 object or a DynamoDB item is where the result of step one waits for step two.
        - Memory and /tmp survive only by luck, when the same environment is reused.
        - I keep the database connection in a global variable, never user data.""",
    "aws-sam": """
        - AWS::Serverless::Function replaces dozens of lines of CloudFormation.
        - CloudWatch and X-Ray help with monitoring, SAM itself is a deployment tool.
        - Functions, APIs, tables and event sources stand in one template, not only Lambda
          functions.
        - In SAM the runtime of each function is a single property.
        - A SAM template replaces clicking in the web interface with code.
        - One template.yaml holds function, API, table and permissions.
        - sam sync keeps the dev stack up to date while I edit.
        - SAM compiles down to CloudFormation, so nothing is lost.
        - We moved from clicking in the console to SAM templates in git.""",
    "best-practices": """
        - Keep packages small and set the timeout to just above the expected duration.
        - Set a timeout well below the 15 minute maximum.
        - Allocate all permissions through narrowly scoped roles per function.
        - Keep all permissions to the minimum the function needs.
        - Set the timeout by the p99 duration, the maximum of 15 minutes just hides a hanging
          call.
        - Rotate all access keys, or better have none, because the role gives temporary
          credentials.
        - There is no need to log every event in production.
        - The administrator gives each function its own role with exactly the permissions it
          needs.
        - A permission boundary limits all roles that developers attach to functions.
        - CloudTrail records all access to the function's role.
        - A bigger package is no problem when it's a container image, since that is loaded lazily.
        - If several functions share the same role, split it.
        - All our functions have their own roles, none has admin rights.
        - Smaller packages start faster than large ones.
        - Measure with Lambda Power Tuning, then choose the cheapest memory that is fast enough.
        - Don't hardcode credentials, use Secrets Manager.
        - Give it just dynamodb:GetItem on a single table and nothing else.
        - An alarm on errors and throttles tells us before the users do.""",
}
MISTAKEN = {  # question slug -> misconceptions and a sentence that shows each
    "languages-and-packaging": [
        ("one-language-only", "Lambda only supports Python and Node.js."),
        ("one-language-only", "Only JavaScript is allowed, so everything has to be rewritten in JavaScript."),
        ("zip-only", "The code has to be a zip, container images are not supported."),
        ("zip-only", "Only zip files are accepted."),
        (
            "dependencies-installed-by-lambda",
            "You upload the source and AWS installs the dependencies at runtime.",
        ),
        (
            "dependencies-installed-by-lambda",
            "You don't need to include libraries, Lambda downloads them automatically.",
        ),
        ("deployed-to-a-server", "You log into the EC2 instance and copy the files with scp."),
        ("deployed-to-a-server", "I install Tomcat on a server and deploy the war file there."),
    ],
    "benefits": [
        ("no-servers-exist", "There are no servers behind the scenes."),
        ("no-servers-exist", "Serverless means that the code runs without any server."),
        ("always-cheaper", "It is always cheaper than EC2."),
        ("always-cheaper", "Lambda is the cheapest option for every workload."),
        ("pay-for-idle", "You pay a fixed monthly fee."),
        ("pay-for-idle", "AWS charges you per hour, even if nothing runs."),
        ("you-run-the-machines", "You choose the instance type and patch the operating system."),
        ("you-run-the-machines", "You have full control over the server."),
        ("long-running-work", "A function can run for hours."),
        ("long-running-work", "There is no time limit, so it is great for long jobs."),
    ],
    "event-sources": [
        ("code-waits-running", "The function runs all the time and checks for new files."),
        ("code-waits-running", "The code is in an infinite loop and checks the bucket."),
        ("started-by-hand", "A developer starts the function manually."),
        ("started-by-hand", "An operator has to press a button to run the function."),
        ("source-is-a-destination", "An event source is where Lambda writes its results."),
        ("source-is-a-destination", "The function sends its output to the event source."),
        ("source-is-code", "An event source is the Git repository with the source code."),
        ("source-is-code", "Event sources are variables in the code."),
        ("one-source-per-function", "A function can have only one trigger."),
        ("one-source-per-function", "You can't have multiple event sources for a function."),
    ],
    "eventbridge": [
        ("a-queue-to-poll", "EventBridge is a queue and the function polls it."),
        ("a-queue-to-poll", "The function pulls events from EventBridge."),
        ("schedules-only", "It is only a scheduler for cron jobs."),
        ("schedules-only", "It's just a timer."),
        ("aws-events-only", "It accepts only events from AWS services."),
        ("aws-events-only", "Custom applications can't send events."),
        ("another-kind-of-service", "It is a monitoring service that collects metrics and logs."),
        ("another-kind-of-service", "EventBridge is a network bridge between two VPCs."),
        ("tight-coupling", "It makes the services tightly coupled."),
        ("tight-coupling", "The producer must know the ARN of the function and call it directly."),
    ],
    "concurrency": [
        ("one-instance-many-requests", "One instance handles many requests at the same time."),
        ("one-instance-many-requests", "Requests are handled by threads inside the function."),
        (
            "reserved-means-something-else",
            "Reserved concurrency keeps the instances warm, so there is no cold start.",
        ),
        (
            "reserved-means-something-else",
            "Reserved concurrency keeps those instances warm, so there is no cold start.",
        ),
        ("requests-per-second", "Concurrency is the number of requests per second."),
        ("requests-per-second", "Concurrency is how many calls come in per minute."),
        ("no-limit", "There is no limit on concurrency."),
        ("no-limit", "Lambda gives you unlimited concurrency."),
        ("managed-by-hand", "You must manually add instances when traffic grows."),
        ("managed-by-hand", "You configure an auto scaling group to manage the concurrency."),
    ],
    "automatic-scaling": [
        ("vertical-scaling", "It scales vertically."),
        ("vertical-scaling", "Under load it moves to a bigger machine."),
        ("scaling-is-configured", "You have to configure an auto scaling group."),
        (
            "scaling-is-configured",
            "You need a load balancer that distributes the traffic across the instances.",
        ),
        ("scaled-by-hand", "The operations team adds servers."),
        ("scaled-by-hand", "Someone manually increases the capacity."),
        ("one-instance-takes-all", "One instance handles all the requests."),
        ("one-instance-takes-all", "The requests wait in line one after another until the function is free."),
        ("scales-without-limit", "It scales infinitely."),
        ("scales-without-limit", "There is no limit to the scaling."),
    ],
    "statelessness": [
        ("global-variables-keep-state", "You can keep the session in a global variable."),
        ("global-variables-keep-state", "Global variables persist across invocations, so state goes there."),
        ("functions-are-stateful", "The function remembers the previous user."),
        ("functions-are-stateful", "Lambda functions are stateful."),
        ("local-disk-is-permanent", "The /tmp folder is permanent storage, so sessions and files go there."),
        ("local-disk-is-permanent", "You save state on the local disk."),
        ("sticky-sessions", "A user always gets the same instance."),
        ("sticky-sessions", "With sticky sessions the client returns to its container."),
        ("no-state-possible", "You cannot manage state at all in Lambda."),
        ("no-state-possible", "It can't connect to a database because it is stateless."),
    ],
    "aws-sam": [
        ("sam-runs-the-code", "SAM runs your functions in the cloud."),
        ("sam-runs-the-code", "SAM is a hosting service."),
        ("replaces-cloudformation", "SAM replaces CloudFormation."),
        ("replaces-cloudformation", "SAM has nothing to do with CloudFormation."),
        ("graphical-tool", "SAM is a graphical tool with drag and drop."),
        ("graphical-tool", "You click your app together in the SAM wizard."),
        ("monitoring-or-security-tool", "SAM is a monitoring tool."),
        ("monitoring-or-security-tool", "SAM is a security service that manages permissions."),
        ("functions-only", "Only Lambda functions can be defined in a SAM template."),
        ("functions-only", "You can't define tables or APIs in SAM."),
    ],
    "best-practices": [
        ("broad-permissions", "Give the function admin access, that's simple."),
        ("broad-permissions", "Use one role with full access for all functions."),
        ("secrets-in-code", "Put the password in the code."),
        ("secrets-in-code", "Secrets can be hardcoded in the handler."),
        ("extreme-settings", "Always use the maximum memory."),
        ("extreme-settings", "The lowest memory is always the cheapest."),
        ("bundle-everything", "Bundle all libraries, you never know."),
        ("bundle-everything", "A bigger package is better."),
        ("no-monitoring-needed", "You don't need monitoring because AWS does it."),
        ("no-monitoring-needed", "Turn off logging to save money."),
    ],
}
