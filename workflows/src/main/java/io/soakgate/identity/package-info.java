/**
 * Who says something, and whether that is proven: the people of the worker's configuration, their
 * public keys, and the bytes that are signed. Nothing here reads a file or keeps a secret.
 */
package io.soakgate.identity;
