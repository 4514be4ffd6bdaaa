/** Runs in the page before anything else: keeps every layout shift in `window.shifts`. */
export function watchShifts(): void {
  const shifts: number[] = [];
  Reflect.set(window, "shifts", shifts);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push(Reflect.get(entry, "value"));
  }).observe({ type: "layout-shift", buffered: true });
}

/** Runs in the page: the boxes of all paragraphs, and of the elements that have a size of their own. */
export function boxes(): number[][] {
  return [...document.querySelectorAll("p, rivulet-button:empty, rivulet-button[variant]")].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x, y, width, height].map((value) => Math.round(value * 64) / 64);
  });
}
