"""The drill: what breaks in operation is broken on purpose, under load, and what came of it is checked.

`python -m drills` (`make drill`) starts servers of its own on this machine and ends them. Simulated
candidates answer questions over HTTP as browsers do, remember each answer that the site acknowledged, and
look for it afterwards; `drills.faults` has what is done to them meanwhile. Nothing of the app imports this.
"""
