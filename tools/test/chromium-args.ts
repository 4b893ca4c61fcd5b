/** What Playwright turns off (1.6x, `chromiumSwitches.ts`), in whose place a second list comes. */
const playwrightsDisabledFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** The address bar's suggestions: two pages of the browser's own for each window, half a second of processor time. */
const addressBarPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];

/** What headless Chromium needs to run as root, without network chatter, with a WebGPU device made in software. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--autoplay-policy=no-user-gesture-required',
  // This machine by a name that browsers do not trust as they trust `localhost`.
  '--host-resolver-rules=MAP plain.test 127.0.0.1',
  `--disable-features=${[...playwrightsDisabledFeatures, ...addressBarPages].join(',')}`,
];
