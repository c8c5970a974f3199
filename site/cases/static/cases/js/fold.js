/* On a narrow screen the questions come first; what is known is one press away. */
if (matchMedia("(max-width: 61.99rem)").matches) {
  for (const known of document.querySelectorAll("details[data-fold][open]")) known.open = false;
}
