import '../ui/admin.js';
import { hush, say } from '../ui/messages.js';

// The sample follows what is typed. The shades that can be read and seen are the server's to find: they come as a stylesheet of the colour.
const accent = document.getElementById('set_Accent');
const picker = document.getElementById('accent-picker');
const logo = document.getElementById('set_Logo');
const file = document.getElementById('LogoFile');
const preview = document.getElementById('preview');
const style = document.getElementById('preview-style');
const plain = style.href;
const isColour = /^#[0-9a-f]{6}$/i;
const isLogo = /^(data:image\/(png|webp|svg\+xml)[;,]|\/(?!\/))/;
const longest = 16 * 1024;

document.getElementById('own-messages') && document.getElementById('messages').content.append(document.getElementById('own-messages').content);
document.getElementById('show-preview')?.remove();
picker.hidden = false;

accent.addEventListener('input', () => {
  if (isColour.test(accent.value)) picker.value = accent.value;
  showAccent();
});
picker.addEventListener('input', () => {
  accent.value = picker.value;
  showAccent();
});
logo.addEventListener('input', showLogo);
file.addEventListener('change', () => {
  if (file.files.length === 0) return;
  const reader = new FileReader();
  reader.addEventListener('load', () => {
    if (reader.result.length > longest || !isLogo.test(reader.result)) {
      say('logo');
    } else {
      hush();
      logo.value = reader.result;
      showLogo();
    }
    // The field has it now, or it is no logo.
    file.value = '';
  });
  reader.readAsDataURL(file.files[0]);
});

function showAccent() {
  if (isColour.test(accent.value)) style.href = `${preview.dataset.brand}${accent.value.slice(1).toLowerCase()}/preview.css`;
  else if (accent.value.trim() === '') style.href = plain.includes('/brand/') ? plain.replace(/brand\/.*/, 'css/admin.css') : plain;
}

function showLogo() {
  for (const image of preview.querySelectorAll('img')) {
    image.hidden = !isLogo.test(logo.value);
    if (!image.hidden) image.src = logo.value;
  }
}
