// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/retrypolicy.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {


milliseconds times(milliseconds wait, double factor)
{
    return milliseconds(qRound64(static_cast<double>(wait.count()) * factor));
}

// A lane may send one request per wait when it is throttled, so the wait must not shrink to nothing
// (engine.md R8).
RetryRule throttledRule(milliseconds patience)
{
    return {.next = RetryRule::Next::Wait,
            .attempts = 0,
            .base = 2s,
            .cap = 60s,
            .patience = patience,
            .jitter = RetryRule::Jitter::Upward};
}

} // namespace

RetryRule deleteRetryRule(Error::Kind kind)
{
    using enum Error::Kind;
    using enum RetryRule::Next;
    switch (kind) {
    case NotSent:
        return {.next = Wait, .attempts = 5, .base = 1s, .cap = 30s, .tokens = 5};
    case Throttled:
    case Unavailable:
        return throttledRule(30min);
    case SessionExpired:
        return {.next = SignIn, .attempts = 2};
    case Conflict:
        return {.next = Wait, .attempts = 0, .base = 15s, .cap = 15s, .jitter = RetryRule::Jitter::Around};
    case WrongState:
    case Invalid:
        return {.next = Isolate};
    case NotFound:
        return {.next = Look};
    case ProviderFault:
    case NoAnswer:
    case Malformed:
    case TooLarge:
    case Redirected:
        return {.next = Look, .attempts = 2, .base = 5s, .cap = 60s, .tokens = 10};
    case Certificate:
    case ProxySignIn:
    case SignInRefused:
    case ClockSkew:
    case WrongEndpoint:
    case ServiceNotActive:
    case Storage:
    case Keychain:
    case Configuration:
        return {.next = Attention};
    case NotPermitted:
    case Cancelled:
        break;
    }
    return {.next = GiveUp};
}

RetryRule readRetryRule(Error::Kind kind)
{
    using enum Error::Kind;
    using enum RetryRule::Next;
    switch (kind) {
    case Throttled:
        return throttledRule(5min); // a list that cannot be read says so sooner than a deletion gives up
    case SessionExpired:
    case ClockSkew:
        return {.next = SignIn, .attempts = 2};
    case NotSent:
    case Unavailable:
    case ProviderFault:
    case NoAnswer:
    case Malformed:
        return {.next = Wait, .attempts = 3, .base = 500ms, .cap = 20s, .tokens = 5};
    default:
        return {.next = GiveUp};
    }
}

RandomSource systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

milliseconds retryWait(const RetryRule &rule, int failures, std::optional<milliseconds> hint,
                       const RandomSource &random)
{
    milliseconds step = rule.base;
    for (int i = 1; i < failures && step < rule.cap; ++i)
        step *= 2;
    step = std::min(step, rule.cap);

    milliseconds wait = step;
    switch (rule.jitter) {
    case RetryRule::Jitter::Full:
        wait = times(step, random());
        break;
    case RetryRule::Jitter::Upward:
        wait = times(step, 1.0 + 0.1 * random());
        break;
    case RetryRule::Jitter::Around:
        wait = times(step, 0.8 + 0.4 * random());
        break;
    }
    if (!hint || *hint <= 0ms)
        return wait;
    const milliseconds hinted = times(std::min(*hint, longestHint), 1.0 + 0.1 * random());
    return std::max(wait, std::min(hinted, longestHint));
}

} // namespace Clearsky
