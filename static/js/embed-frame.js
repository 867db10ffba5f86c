// A policy in a frame tells the page around it how high it is, and nothing else.
"use strict";

const tell = () => parent.postMessage({ policyHeight: document.documentElement.offsetHeight }, "*");
new ResizeObserver(tell).observe(document.documentElement);
