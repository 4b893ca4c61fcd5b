// Sotto handles no images.
export default undefined;
