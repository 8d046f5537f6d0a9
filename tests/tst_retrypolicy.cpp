// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/retrypolicy.h"

#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Next = RetryRule::Next;

namespace {

constexpr auto lastKind = static_cast<int>(Error::Kind::Configuration);

QList<Error::Kind> allErrorKinds()
{
    QList<Error::Kind> kinds;
    for (int i = 0; i <= lastKind; ++i)
        kinds.append(static_cast<Error::Kind>(i));
    return kinds;
}

RandomSource always(double value)
{
    return [value] { return value; };
}

} // namespace

class TestRetryPolicy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeletionThatMayHaveBeenCarriedOutIsLookedAtFirst()
    {
        for (const Error::Kind kind : allErrorKinds()) {
            const RetryRule rule = deleteRetryRule(kind);
            if (effectOf(kind) == Effect::Unknown && rule.next != Next::Attention)
                QVERIFY2(rule.next == Next::Look, qPrintable(errorKindName(kind)));
            if (rule.next == Next::Wait || rule.next == Next::SignIn)
                QVERIFY2(effectOf(kind) != Effect::Unknown, qPrintable(errorKindName(kind)));
        }
    }

    void deletionsFollowTheTable_data()
    {
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<Next>("next");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<int>("tokens");
        QTest::newRow("not sent") << Error::Kind::NotSent << Next::Wait << 5 << 5;
        QTest::newRow("certificate") << Error::Kind::Certificate << Next::Attention << 1 << 0;
        QTest::newRow("proxy sign-in") << Error::Kind::ProxySignIn << Next::Attention << 1 << 0;
        QTest::newRow("throttled") << Error::Kind::Throttled << Next::Wait << 0 << 0;
        QTest::newRow("503 with a hint") << Error::Kind::Unavailable << Next::Wait << 0 << 0;
        QTest::newRow("session expired") << Error::Kind::SessionExpired << Next::SignIn << 2 << 0;
        QTest::newRow("not permitted") << Error::Kind::NotPermitted << Next::GiveUp << 1 << 0;
        QTest::newRow("wrong state") << Error::Kind::WrongState << Next::Isolate << 1 << 0;
        QTest::newRow("invalid") << Error::Kind::Invalid << Next::Isolate << 1 << 0;
        QTest::newRow("conflict") << Error::Kind::Conflict << Next::Wait << 0 << 0;
        QTest::newRow("absent") << Error::Kind::NotFound << Next::Look << 1 << 0;
        QTest::newRow("provider fault") << Error::Kind::ProviderFault << Next::Look << 2 << 10;
        QTest::newRow("no answer") << Error::Kind::NoAnswer << Next::Look << 2 << 10;
        QTest::newRow("malformed") << Error::Kind::Malformed << Next::Look << 2 << 10;
        QTest::newRow("redirected") << Error::Kind::Redirected << Next::Look << 2 << 10;
        QTest::newRow("wrong endpoint") << Error::Kind::WrongEndpoint << Next::Attention << 1 << 0;
    }

    void deletionsFollowTheTable()
    {
        QFETCH(const Error::Kind, kind);
        const RetryRule rule = deleteRetryRule(kind);
        QTEST(rule.next, "next");
        QTEST(rule.attempts, "attempts");
        QTEST(rule.tokens, "tokens");
    }

    void readsAreTriedThreeTimesForWhatMayPass()
    {
        for (const Error::Kind kind : {Error::Kind::NotSent, Error::Kind::ProviderFault, Error::Kind::NoAnswer,
                                       Error::Kind::Malformed, Error::Kind::Unavailable}) {
            const RetryRule rule = readRetryRule(kind);
            QCOMPARE(rule.next, Next::Wait);
            QCOMPARE(rule.attempts, 3);
            QCOMPARE(rule.base, milliseconds(500ms));
            QCOMPARE(rule.cap, milliseconds(20s));
        }
    }

    void readsAreNotRepeatedForWhatStays()
    {
        for (const Error::Kind kind : {Error::Kind::WrongEndpoint, Error::Kind::NotPermitted, Error::Kind::Invalid,
                                       Error::Kind::SignInRefused, Error::Kind::Certificate, Error::Kind::NotFound,
                                       Error::Kind::TooLarge, Error::Kind::Redirected, Error::Kind::Cancelled,
                                       Error::Kind::ServiceNotActive, Error::Kind::Keychain}) {
            QCOMPARE(readRetryRule(kind).next, Next::GiveUp);
        }
    }

    void fullJitterStaysBelowTheDoublingStepAndTheCap()
    {
        const RetryRule rule = deleteRetryRule(Error::Kind::NotSent);
        const QList<milliseconds> steps{1s, 2s, 4s, 8s, 16s, 30s, 30s};
        for (int failures = 1; failures <= steps.size(); ++failures) {
            QCOMPARE(retryWait(rule, failures, {}, always(0.0)), milliseconds(0));
            QCOMPARE(retryWait(rule, failures, {}, always(0.5)), steps.at(failures - 1) / 2);
            for (int i = 0; i < 100; ++i)
                QVERIFY(retryWait(rule, failures, {}, systemRandom()) <= steps.at(failures - 1));
        }
        QVERIFY(retryWait(rule, 1000000, {}, always(0.999)) <= milliseconds(30s));
    }

    void throttlingWaitsAtLeastTheStep()
    {
        const RetryRule rule = deleteRetryRule(Error::Kind::Throttled);
        QCOMPARE(retryWait(rule, 1, {}, always(0.0)), milliseconds(2s));
        QCOMPARE(retryWait(rule, 2, {}, always(0.0)), milliseconds(4s));
        QCOMPARE(retryWait(rule, 6, {}, always(0.0)), milliseconds(60s));
        QCOMPARE(retryWait(rule, 1, {}, always(0.5)), milliseconds(2100ms));
    }

    void aHintIsNeverUndercutAndNeverOverFifteenMinutes()
    {
        const RetryRule rule = deleteRetryRule(Error::Kind::Throttled);
        QCOMPARE(retryWait(rule, 1, 30s, always(0.0)), milliseconds(30s));
        QCOMPARE(retryWait(rule, 1, 30s, always(0.5)), milliseconds(31500ms));
        QCOMPARE(retryWait(rule, 1, 24h, always(0.9)), milliseconds(15min));
        QCOMPARE(retryWait(rule, 1, 0s, always(0.0)), milliseconds(2s));
        QCOMPARE(retryWait(readRetryRule(Error::Kind::Unavailable), 1, 7s, always(0.0)), milliseconds(7s));
    }

    void conflictsWaitFifteenSecondsGiveOrTakeAFifth()
    {
        const RetryRule rule = deleteRetryRule(Error::Kind::Conflict);
        QCOMPARE(retryWait(rule, 9, {}, always(0.0)), milliseconds(12s));
        QCOMPARE(retryWait(rule, 1, {}, always(0.5)), milliseconds(15s));
    }
};

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
