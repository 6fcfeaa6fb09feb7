const page = document.documentElement.lang;
const sameLanguage = (tag) => new Intl.Locale(tag).language === page;

/** How dates are written: in the language of the page, as the person's own region writes it where the browser says so. */
export const locale = navigator.languages.find(sameLanguage) ?? page;
