import { expect, test } from 'vitest';
import { Scope } from '../../../../src/std/scope.ts';
import { connectMedia } from '../../../../src/ui/store/connect-media.ts';
import { openPage, settle } from './fake-page.ts';
import { createPosition, createSegment } from './take-state.ts';

const heard = createPosition(0.5);

test('shows what is spoken, anew only for what the controls cannot reckon, and nothing when it is over', async () => {
  const { services, store, actions } = await openPage();
  const scope = new Scope();
  connectMedia(scope, store, { media: services.media, actions });
  actions.setText('One two.\nThree four.');
  actions.change({ voice: 'af_bella+af_heart' });
  actions.play();
  await settle();
  services.emitSegment(createSegment(0, { take: services.spoken[0]!.take, end: 10 }));
  services.shown.length = 0;
  services.emitPlayer(heard);
  services.emitPlayer(createPosition(0.6));
  expect(services.shown).toEqual([
    {
      title: 'One two. Three four.',
      artist: 'Bella and Heart',
      isPlaying: true,
      positionSeconds: 0.5,
      durationSeconds: 4,
    },
  ]);
  services.command({ type: 'pause' });
  expect(services.shown.at(-1)).toMatchObject({ isPlaying: false });
  services.command({ type: 'seek', seconds: 1.5 });
  expect(services.calls.at(-1)).toBe('seek 1.5');
  services.command({ type: 'stop' });
  expect(services.shown.at(-1)).toBeNull();
  scope.dispose();
  actions.play();
  expect(services.shown.at(-1)).toBeNull();
});
