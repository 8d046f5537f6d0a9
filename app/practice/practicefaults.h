// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practiceservice.h"
#include "models/result.h"

#include <QJsonObject>

#include <chrono>
#include <optional>

namespace Clearsky {

/// Something that goes wrong on purpose. Which requests it hits: those of a kind and an operation, counted
/// from the moment it is set. What it does: any of an answer, a delay and effects on the world, together.
struct PracticeFault
{
    QString kindId{};                             ///< empty: every kind
    std::optional<PracticeOperation> operation{}; ///< empty: every operation
    int first = 1;                                ///< the first matching request that is hit
    int times = 0;                                ///< how many are hit; 0: all from the first on

    int status = 0; ///< 0: the service's own answer
    QByteArray body{};
    QByteArray contentType = QByteArrayLiteral("application/json");
    QList<QPair<QByteArray, QByteArray>> headers{};
    bool afterActing = false;           ///< the request is carried out before it is answered like this
    std::chrono::milliseconds delay{0}; ///< the answer is held back; not divided by the speed
    PracticeEffects effects{};
};

/// What the faults make of one request.
struct PracticeVerdict
{
    std::optional<PracticeReply> reply{};
    bool afterActing = false;
    std::chrono::milliseconds delay{0};
    PracticeEffects effects{};
};

/// The faults that are set, and how often each has matched.
class PracticeFaultBook
{
public:
    void set(PracticeFault fault) { m_entries.append({std::move(fault), 0}); }
    void clear() { m_entries.clear(); }
    /// Counts the request and merges all faults that hit it; of two answers the one set first wins.
    [[nodiscard]] PracticeVerdict judge(const PracticeCall &call);

private:
    struct Entry
    {
        PracticeFault fault{};
        int matched = 0;
    };
    QList<Entry> m_entries{};
};

/// "signIn", "list", "get", "delete", "job", "other".
[[nodiscard]] QString practiceOperationName(PracticeOperation operation);
/// Reads a fault as the control port takes it; an unknown member or a wrong type is an error.
[[nodiscard]] Result<PracticeFault> practiceFaultFromJson(const QJsonObject &object);

} // namespace Clearsky
