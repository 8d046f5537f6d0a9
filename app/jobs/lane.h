// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/batchsend.h"
#include "app/jobs/brake.h"
#include "app/jobs/pacer.h"
#include "app/jobs/verifier.h"

namespace Clearsky {

/// Sends the batches of its jobs so that the provider's limits hold for all of them together (engine.md 5.5), and is the
/// one place where a deletion is tried again (engine.md 5.3). Jobs take turns.
class Lane final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Lane)

public:
    Lane(LaneRules rules, Timing timing, Clock &clock, RandomSource random, QObject *parent = nullptr);
    ~Lane() override;

    [[nodiscard]] const LaneRules &rules() const { return m_rules; }
    void attach(JobRun &job);
    void detach(JobRun &job);
    [[nodiscard]] bool has(const JobRun &job) const;
    /// A batch of this job is being checked or sent, or its answer is not written down yet.
    [[nodiscard]] bool isSending(const JobRun &job) const;
    /// Looks again at the job's items without a certain end.
    void verifyAgain(JobRun &job);
    /// Takes back whatever of this job has not left yet; its queue holds it again, or it is Not attempted after a stop.
    void withdraw(JobRun &job);
    /// A person has acted: go on.
    void resume();
    [[nodiscard]] JobOutlook outlook(const JobRun &job) const;
    /// Starts whatever may start now.
    void pump();

private:
    struct Member
    {
        JobRun &job;
        std::unique_ptr<Verifier> verifier;
    };
    struct Sending
    {
        const JobRun *job;
        BatchSend *batch;
    };

    [[nodiscard]] Member *memberOf(const JobRun &job);
    [[nodiscard]] Member *nextMember(std::chrono::milliseconds now, std::optional<std::chrono::milliseconds> &earliest);
    [[nodiscard]] bool hasRoomFor(const SendBatch &batch) const;
    [[nodiscard]] int itemsInDeletion() const;
    [[nodiscard]] int deletesInFlight() const { return static_cast<int>(m_sending.size()); }
    [[nodiscard]] bool hasMoreToSend() const;
    [[nodiscard]] bool mayLook() const;
    [[nodiscard]] size_t readyBatch(const JobRun &job, std::chrono::milliseconds now) const;
    [[nodiscard]] bool startNext();
    void send(Member &member, size_t batchIndex);
    void probe();
    void onSent(Member &member, BatchSend *send);
    void onNotChecked(Member &member, const SendBatch &batch, const Error &error);
    void onFailed(Member &member, const SendBatch &batch, const Error &error);
    void onListSeen(const LookOutcome &look);
    void onThrottled(const QString &gate, const Error &error);
    void isolate(JobRun &job, const SendBatch &batch, const Error &error);
    void refuse(JobRun &job, const QList<int> &items, const QString &reason);
    void sendAgain(Member &member, const QList<int> &items);
    void putBack(Member &member, const SendBatch &batch);
    void leaveOut(JobRun &job, const QList<int> &items);
    void waitBefore(Member &member, SendBatch batch, const RetryRule &rule, const Error &error);
    void needAttention(const Error &error);
    void holdBackAll();
    void showWait();
    void wakeAt(std::chrono::milliseconds time);
    [[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time) const { return m_timing.scaled(time); }

    LaneRules m_rules;
    Timing m_timing;
    Clock &m_clock;
    RandomSource m_random;
    Pacer m_pacer;
    std::vector<std::unique_ptr<Member>> m_members;
    size_t m_turn = 0;
    std::vector<Sending> m_sending; ///< from the check to the answer
    Brake m_brake;
    std::optional<Error> m_attention;
    std::unique_ptr<Clock::Timer> m_wake;
};

} // namespace Clearsky
