<?php
// What WordPress stores of a page that an author without `unfiltered_html` saves. Argument: its folder.
define('ABSPATH', $argv[1] . '/');
define('WPINC', 'wp-includes');
define('WP_DEBUG', false);
foreach (['compat', 'load', 'plugin', 'functions', 'formatting', 'shortcodes', 'kses', 'blocks', 'class-wp-block-parser'] as $part) {
    require ABSPATH . WPINC . "/$part.php";
}
echo wp_kses_post(stream_get_contents(STDIN));
