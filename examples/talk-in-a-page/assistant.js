/** A made-up assistant, which repeats what it heard. Put a model of your own here, in the page or elsewhere. */
export function answer(question) {
  const words = question.trim();
  return words === '' ? 'I did not hear anything.' : `You said: ${words}`;
}
