/** Finds import cycles; which folder may import which is eslint's to say (eslint.config.js). */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: { path: '^(src|tools)/' }, to: { circular: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '\\.protocol\\.ts$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
