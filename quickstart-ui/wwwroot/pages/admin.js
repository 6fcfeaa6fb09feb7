import '../ui/admin.js';
