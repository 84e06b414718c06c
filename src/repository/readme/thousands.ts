/** A number with its thousands set apart: not the way of a locale, so that a page is the same wherever it is written. */
export const thousands = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
