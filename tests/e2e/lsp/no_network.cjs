// Loaded before the language server: the first time that it asks for the network, it ends.
"use strict";

const dns = require("node:dns");
const fs = require("node:fs");
const net = require("node:net");

function refuse() {
  fs.writeSync(2, "the language server asked for the network\n"); // console.error is the server's
  process.exit(86);
}

net.Socket.prototype.connect = refuse;
dns.lookup = refuse;
dns.promises.lookup = refuse;
