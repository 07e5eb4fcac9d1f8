/*
 * <score-chart data-src> around a <details> with a table of days: closes the table and draws its scores as a line above
 * it. The library at data-src is fetched once a chart comes into view. The table is opened if that fails.
 * A day without a score has its place on the axis and no point.
 * data-of says what is drawn, if it isn't the score by day; with data-counts it is counts from 0 on, not scores to 10.
 */
const SCHEMES = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];
const DAY = 24 * 60 * 60 * 1000;
const LABEL = 64; // px that the name of a day needs, with the space beside it
const SCORES = { ends: { max: 100 }, ticks: { stepSize: 50, callback: (value) => value / 10 } };
const COUNTS = { ends: { suggestedMax: 4 }, ticks: { maxTicksLimit: 4, precision: 0 } };
const SHORT = { day: "numeric", month: "short", timeZone: "UTC" };

class ScoreChart extends HTMLElement {
  connectedCallback() {
    this.table = this.querySelector("details");
    this.days = [...this.querySelectorAll("tbody tr")].map(read);
    this.scored = this.days.filter(({ y }) => y !== null);
    if (this.scored.length < 2) return;
    this.table.open = false;
    this.frame = document.createElement("div");
    this.frame.className = "chart";
    this.table.before(this.frame);
    this.leaving = new AbortController();
    for (const scheme of SCHEMES) {
      matchMedia(scheme).addEventListener("change", () => this.chart && this.draw(), { signal: this.leaving.signal });
    }
    this.sight = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && this.load());
    this.sight.observe(this.frame);
  }

  disconnectedCallback() {
    this.sight?.disconnect();
    this.leaving?.abort();
    this.chart?.destroy();
    this.frame?.remove();
  }

  async load() {
    this.sight.disconnect();
    try {
      await import(this.dataset.src);
      this.draw();
    } catch {
      this.frame.hidden = true;
      this.table.open = true;
    }
  }

  draw() {
    this.chart?.destroy();
    const canvas = document.createElement("canvas");
    const [first, last] = [this.scored.at(0), this.scored.at(-1)];
    canvas.role = "img";
    canvas.ariaLabel = `${this.dataset.of ?? "Score by day"}: ${first.score} on ${first.name}, ${last.score} on ${last.name}.`;
    this.frame.replaceChildren(canvas);
    this.chart = new Chart(canvas, config(this.days, getComputedStyle(this), "counts" in this.dataset ? COUNTS : SCORES));
  }
}

function read(row) {
  const time = row.querySelector("time");
  const value = row.querySelector("data")?.value;
  return {
    x: Date.parse(time.dateTime) / DAY,
    y: value === undefined ? null : Number(value),
    name: time.textContent,
    score: row.cells[1].textContent.trim(),
  };
}

/* The first day, the last, and from there back those that have room for their names on an axis so wide. */
function named(days, width) {
  const [first, last] = [days.at(0), days.at(-1)];
  const apart = (LABEL * (last.x - first.x)) / width;
  const chosen = [first, last];
  for (const day of [...days].reverse()) {
    if (chosen.every(({ x }) => Math.abs(x - day.x) >= apart)) chosen.push(day);
  }
  return chosen.sort((one, other) => one.x - other.x);
}

function config(days, style, axis) {
  const [ink, soft, hairline, paper] = ["--ink", "--ink-soft", "--hairline", "--paper"].map((name) => style.getPropertyValue(name));
  const font = { family: style.fontFamily, size: 13 };
  const colors = { borderColor: ink, backgroundColor: ink, hoverBorderColor: ink, hoverBackgroundColor: ink };
  return {
    type: "line",
    data: { datasets: [{ data: days, ...colors, borderWidth: 1.5, pointRadius: 3, pointHoverRadius: 4, clip: false, spanGaps: true }] },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      plugins: {
        legend: { display: false },
        tooltip: {
          backgroundColor: ink,
          titleColor: paper,
          bodyColor: paper,
          titleFont: font,
          bodyFont: font,
          cornerRadius: 3,
          displayColors: false,
          callbacks: { title: ([{ raw }]) => raw.name, label: ({ raw }) => raw.score },
        },
      },
      scales: {
        x: {
          type: "linear",
          min: days.at(0).x,
          max: days.at(-1).x,
          afterBuildTicks: (axis) => { axis.ticks = named(days, axis.width).map(({ x }) => ({ value: x })); },
          ticks: { color: soft, font, maxRotation: 0, autoSkip: false, callback: (value) => new Date(value * DAY).toLocaleDateString("en-GB", SHORT) },
          grid: { display: false },
          border: { color: hairline },
        },
        y: {
          min: 0,
          ...axis.ends,
          ticks: { color: soft, font, padding: 12, ...axis.ticks },
          grid: { color: hairline, drawTicks: false },
          border: { display: false },
        },
      },
    },
  };
}

customElements.define("score-chart", ScoreChart);
