import sotto from 'sotto/vite';

export default {
  base: './',
  logLevel: 'warn',
  plugins: [sotto()],
  oxc: { jsx: { runtime: 'automatic' } },
};
