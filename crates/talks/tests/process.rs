//! The process of talks: pages of the suite, the silence clock against a naive replay, blind
//! acceptance.

mod pages;

mod silence;

mod referendum;

mod blind;
