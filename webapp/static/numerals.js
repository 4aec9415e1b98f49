// Reads numbers as the server does (instruments/numerals.py): digits of any script, a
// decimal point or comma, signs between thousands. Gives null for what is no number.
"use strict";
window.meterNumeral = (() => {
  const ARABIC_DECIMAL = "\u066b";
  const MOST_CHARACTERS = 60;
  const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,4})?$/i;
  const GROUPED = /^[+-]?\d{1,3}([',.])\d{3}(?:\1\d{3})*(?:\D\d*)?$/;

  // Digits of a script stand in a row from zero to nine.
  function toDigit(sign) {
    let zero = sign.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((sign.codePointAt(0) - zero) % 10);
  }

  const toSigns = (text) => text.trim()
    .replace(/\u2212/g, "-")
    .replace(/[\u2019\u066c \u00a0\u2007\u2009\u202f]/g, "'")
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/\p{Nd}/gu, toDigit);

  // Takes out well-formed thousands signs and writes the decimal as a point.
  function ungroup(signs, decimal) {
    const at = decimal ? signs.indexOf(decimal) : -1;
    let body = at < 0 ? signs : signs.slice(0, at);
    if (/[',.]/.test(body)) {
      if (!GROUPED.test(body)) return "";
      body = body.replace(/[',.]/g, "");
    }
    return at < 0 ? body : `${body}.${signs.slice(at + 1)}`;
  }

  // One comma begins the decimals, unless it may as well part thousands.
  function readComma(signs, whole) {
    if (!/^[+-]?[1-9]\d{0,2},\d{3}$/.test(signs)) return ungroup(signs, ",");
    return whole ? signs.replace(",", "") : "";
  }

  function toPlain(text, whole) {
    const signs = toSigns(text);
    if (signs.includes(ARABIC_DECIMAL)) return ungroup(signs, ARABIC_DECIMAL);
    const commas = signs.split(",").length - 1;
    const points = signs.split(".").length - 1;
    if (commas && points) {
      return ungroup(signs, signs.lastIndexOf(",") > signs.lastIndexOf(".") ? "," : ".");
    }
    if (commas === 1) return readComma(signs, whole);
    return ungroup(signs, commas > 1 || points > 1 ? "" : ".");
  }

  return (text, whole = false) => {
    if ([...text.trim()].length > MOST_CHARACTERS) return null;
    const plain = toPlain(text, whole);
    const number = PLAIN.test(plain) ? Number(plain) : NaN;
    return Number.isFinite(number) && (!whole || Number.isInteger(number)) ? number : null;
  };
})();
