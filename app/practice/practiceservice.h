// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practicerandom.h"
#include "app/practice/practiceworld.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QStringList>

#include <optional>

namespace Clearsky {

/// One request exactly as it arrived: nothing is decoded, so that signatures can be checked.
struct PracticeRequest
{
    QByteArray method{};
    QByteArray path{};  ///< raw, without the query
    QByteArray query{}; ///< raw, without the question mark
    QList<QPair<QByteArray, QByteArray>> headers{};
    QByteArray body{};
    qint64 arrivedMs = 0; ///< by the server's calendar clock, milliseconds since 1970 UTC

    /// The first value of a header, trimmed; names compare without case. Null when there is none.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    /// The decoded path without the leading slash, cut at slashes before decoding.
    [[nodiscard]] QStringList pathSegments() const;
    /// The decoded query in the order received; `+` is a plus sign.
    [[nodiscard]] QList<QPair<QString, QString>> queryItems() const;
    /// The first value of a query parameter; null when there is none.
    [[nodiscard]] QString queryValue(const QString &name) const;
};

struct PracticeReply
{
    int status = 200;
    QByteArray body{};
    QByteArray contentType = QByteArrayLiteral("application/json");
    QList<QPair<QByteArray, QByteArray>> headers{}; ///< `Date` and the framing are added by the server

    [[nodiscard]] static PracticeReply json(int status, const QJsonObject &object);
};

/// What kind of request it is: faults and the request log go by it.
enum class PracticeOperation { SignIn, List, Get, Delete, Job, Other };

/// What a service says about a request before it is answered.
struct PracticeCall
{
    QString kindId{}; ///< filled in by the cloud when empty
    PracticeOperation operation = PracticeOperation::Other;
    QString action{};  ///< for the log: "DeleteSnapshots", "batch-delete", …
    QStringList ids{}; ///< of a delete: what it names
    QString signIn{};  ///< who claims to ask: the user's id (unchecked); one user may have several keys
    QString projectId{};
};

/// One contract of a provider: it recognises its requests, makes believable data and answers in its dialect.
/// All its functions are called with the world locked, from any thread, one at a time. State that is not in
/// the world (tokens) may be kept in members. A service never waits and never asks a clock of its own: time
/// is world.now().
class PracticeService
{
public:
    PracticeService() = default;
    PracticeService(const PracticeService &) = delete;
    PracticeService &operator=(const PracticeService &) = delete;
    virtual ~PracticeService() = default;

    /// The kind whose resources it keeps, for example "zenlayer.zec.snapshot"; or a name such as
    /// "huawei.iam".
    [[nodiscard]] virtual QString kindId() const = 0;
    /// How many resources it makes unless the options say otherwise.
    [[nodiscard]] virtual int defaultCount() const { return 0; }
    /// Fills the world with world.add(). Runs at every start, before the kept changes are replayed: the same
    /// count, seed and world.firstStart() must give the same resources.
    virtual void seed(int count, PracticeRandom &random, PracticeWorld &world);
    /// Whether the request is this service's (by method and path, never by sign-in), and what it is about.
    [[nodiscard]] virtual std::optional<PracticeCall> recognise(const PracticeRequest &request,
                                                                const PracticeWorld &world) const = 0;
    /// Checks the sign-in and answers. Changes go through the world, which keeps them before the answer
    /// leaves.
    [[nodiscard]] virtual PracticeReply answer(const PracticeCall &call, const PracticeRequest &request,
                                               PracticeWorld &world) = 0;
    /// Refuses from now on all session tokens it has issued, as if they had expired.
    virtual void endSessions() {}
};

} // namespace Clearsky
