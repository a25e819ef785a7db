// The 168 hours of a week by the reference implementation of `opening_hours` (npm package `opening_hours`).
//
// Reads one text per line, writes one line for each: 168 letters (o open, c closed, u unknown), or `x` where the text is
// refused. The week is the one that data without a date is asked of: 2024-03-04 to 2024-03-10, without holidays in Bavaria.
// Run with TZ=UTC, and NODE_PATH where the package is not beside this file.
let opening_hours;
try {
  opening_hours = require("opening_hours");
  opening_hours = opening_hours.default || opening_hours.opening_hours || opening_hours;
} catch {
  console.error("the package opening_hours is absent");
  process.exit(3);
}
const place = { lat: 48.137, lon: 11.575, address: { country_code: "de", state: "Bayern" } };
const monday = new Date(2024, 2, 4);
const lines = require("fs").readFileSync(0, "utf8").split("\n");
for (const line of lines.slice(0, -1)) {
  let hours;
  try {
    hours = new opening_hours(line, place);
    let states = "";
    for (let hour = 0; hour < 168; hour++) {
      const at = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate(), hour);
      states += hours.getState(at) ? "o" : hours.getUnknown(at) ? "u" : "c";
    }
    console.log(states);
  } catch {
    console.log("x");
  }
}
