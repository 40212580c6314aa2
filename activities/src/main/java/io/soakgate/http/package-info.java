/**
 * HTTP as plans use it: requests to the endpoints that the worker's configuration names, their
 * answers, loads of them, and signatures over them. Addresses and secrets are resolved here and
 * told to nobody.
 */
package io.soakgate.http;
