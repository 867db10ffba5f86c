<?php
// HTMLPurifier as Moodle sets it up (lib/weblib.php, purify_html). Argument: its folder.
error_reporting(E_ALL & ~E_DEPRECATED);
require "$argv[1]/HTMLPurifier.auto.php";
$schemes = ['http', 'https', 'ftp', 'irc', 'nntp', 'news', 'rtsp', 'rtmp', 'teamspeak', 'gopher', 'mms', 'mailto'];
$config = HTMLPurifier_Config::createDefault();
$config->set('Cache.DefinitionImpl', null);
$config->set('Core.NormalizeNewlines', false);
$config->set('Core.ConvertDocumentToFragment', true);
$config->set('Core.Encoding', 'UTF-8');
$config->set('HTML.Doctype', 'XHTML 1.0 Transitional');
$config->set('URI.AllowedSchemes', array_fill_keys($schemes, true));
$config->set('Attr.AllowedFrameTargets', ['_blank']);
echo (new HTMLPurifier($config))->purify(stream_get_contents(STDIN));
