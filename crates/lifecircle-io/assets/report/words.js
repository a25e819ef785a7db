// What the page says in its language, and small things that all parts use.

const settings = JSON.parse(document.getElementById('page-settings').textContent);

/** The language that is shown. */
let lang = document.documentElement.lang;

/** A text of the catalogue; `number` stands where the text has a gap. */
const say = (key, number) => {
  const text = settings.words[lang][key];
  return number === undefined ? text : text.replace('{}', number);
};

/** The one of two names that is in the language shown. */
const inLang = (en, zh) => (lang === 'zh' ? zh : en);

/** Minutes with one decimal, of milliseconds. */
const minutes = (ms) => say('minutes', (Math.round(ms / 6000) / 10).toFixed(1));

/** Whole metres, of millimetres. */
const metres = (mm) => say('metres', Math.round(mm / 1000).toLocaleString('en'));

/** An element with text and children. Nothing of the data ever becomes markup: it is text here. */
const make = (tag, { text, ...attributes } = {}, ...children) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
