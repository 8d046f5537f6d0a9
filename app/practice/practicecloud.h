// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweioptions.h"
#include "app/practice/practicefaults.h"
#include "app/practice/practiceservice.h"
#include "models/result.h"

#include <functional>
#include <memory>

namespace Clearsky {

struct PracticeOptions
{
    quint16 port = 0;                     ///< 0: any free one
    quint64 seed = 1;                     ///< of a new cloud; a kept one keeps its own
    double speed = 20;                    ///< the provider's delays are divided by it
    QString dataDir{};                    ///< where the truth is kept; empty: in memory only
    QHash<QString, int> counts{};         ///< resources per kind id; missing: the kind's own number
    std::function<QString()> idSource{};  ///< new ids of jobs; empty: random
    std::function<qint64()> timeSource{}; ///< milliseconds since 1970 UTC; empty: the computer's clock
    HuaweiOptions huawei{};
    std::optional<PracticeKeys> keys{};   ///< for tests with published vectors; empty: made at start
};

/// One request in the log, in order of arrival.
struct PracticeLogEntry
{
    qint64 atMs = 0;
    QString kindId{};
    QByteArray method{};
    QByteArray path{};
    PracticeOperation operation = PracticeOperation::Other;
    QString action{};
    QStringList ids{}; ///< of a delete
    QString signIn{};  ///< the user's id
    QString projectId{};
    int status = 0; ///< 0: not answered yet
    [[nodiscard]] bool isDelete() const { return operation == PracticeOperation::Delete; }
};

/// The practice cloud: five contracts, IAM and the Zenlayer envelope over HTTP on the loopback address. All
/// functions may be called from any thread. Destroying it stops it at once, also with requests under way;
/// with the same data folder a new one is the same cloud again.
class PracticeCloud
{
public:
    explicit PracticeCloud(PracticeOptions options = {});
    PracticeCloud(const PracticeCloud &) = delete;
    PracticeCloud &operator=(const PracticeCloud &) = delete;
    ~PracticeCloud();

    void
    addService(std::unique_ptr<PracticeService> service); ///< before start(); it is asked before the others
    /// Makes or finds the cloud and listens. Storage: the folder cannot be used; Configuration: the port is
    /// taken.
    [[nodiscard]] Result<void> start();
    /// Makes or finds the cloud without listening: only answer() reaches it.
    [[nodiscard]] Result<void> open();
    /// What kind of request it is; a default PracticeCall when no service knows it.
    [[nodiscard]] PracticeCall recognise(const PracticeRequest &request) const;
    /// What the server would answer to this request.
    [[nodiscard]] PracticeReply answer(const PracticeRequest &request);
    void stop();

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString origin() const; ///< `http://127.0.0.1:<port>`
    [[nodiscard]] PracticeKeys keys() const;

    // The truth
    [[nodiscard]] QStringList kindIds() const;
    /// What exists now, with `state` and `data` as they are now.
    [[nodiscard]] QList<PracticeResource> resources(const QString &kindId) const;
    [[nodiscard]] bool exists(const QString &kindId, const QString &scope, const QString &id) const;
    void add(const PracticeResource &resource);
    void vanish(const QString &kindId, const QStringList &ids); ///< removed by somebody else
    void setState(const QString &kindId, const QString &id, const QString &state);

    // What was asked; the log keeps the latest 100,000 requests at least
    [[nodiscard]] QList<PracticeLogEntry> requests() const;
    void clearRequests();
    [[nodiscard]] PracticeMaxima maxima() const;
    void resetMaxima();

    // What goes wrong
    void setFault(PracticeFault fault);
    void clearFaults();
    void endSessions(); ///< all tokens issued so far are refused as expired
    void moveClock(std::chrono::milliseconds by); ///< the server's calendar, not its time

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky
