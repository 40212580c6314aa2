/**
 * How a look and a bucket of a watch are taken: by the clock, with beats, and again where another
 * attempt stopped.
 */
package io.soakgate.probe.look;
