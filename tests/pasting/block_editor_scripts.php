<?php
// The scripts of WordPress's block editor in the order in which they load, as JSON. Argument: its folder.
$known = include "$argv[1]/wp-includes/assets/script-loader-packages.php";
$placed = [];

function place($name)
{
    global $known, $placed;
    if (isset($placed[$name])) {
        return;
    }
    $placed[$name] = '';
    $script = preg_replace('/^wp-/', '', $name) . '.js';
    foreach ($known[$script]['dependencies'] ?? [] as $needed) {
        place($needed);
    }
    unset($placed[$name]); // to the end, after what it needs
    $of_others = !isset($known[$script]);
    $placed[$name] = $of_others ? "js/dist/vendor/$name.min.js" : 'js/dist/' . substr($script, 0, -3) . '.min.js';
}

place('wp-block-library');
echo json_encode(array_values($placed));
