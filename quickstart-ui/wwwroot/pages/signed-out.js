// An engine with front-channel logout tells the applications from inside the frame; after that the way back is taken by itself.
const back = document.getElementById('back');
const frame = document.getElementById('frame');

if (back) frame.addEventListener('load', () => location.replace(back.href));
