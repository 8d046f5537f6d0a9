// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace Clearsky {

/// A moment that never comes: a job that hangs.
inline constexpr qint64 practiceNever = -1;

/// From a moment on a resource is in another state, has other members, or is gone.
struct PracticeStep
{
    qint64 atMs = 0;
    QString state{}; ///< empty: unchanged
    bool gone = false;
    QJsonObject
        patch{}; ///< members of `data` that are replaced from then on, nested objects member by member

    friend bool operator==(const PracticeStep &, const PracticeStep &) = default;
};

/// One resource of the practice cloud. Its state is a function of time: `state` until the first step, then
/// the steps.
struct PracticeResource
{
    QString kindId{};
    QString id{};    ///< unique within the kind
    QString scope{}; ///< as in ResourceKey: a CSBS backup's checkpoint, "<instance>/app" for ROMA, otherwise
                     ///< empty
    QString projectId{};
    QString name{};
    QString state{};
    qint64 createdMs = 0;
    QJsonObject data{};                      ///< whatever the service needs besides
    QList<PracticeStep> steps{};             ///< in order of time
    qint64 deleteAcceptedMs = practiceNever; ///< of the latest accepted deletion
    QString deletedBy{};                     ///< the user who asked for it
    bool stuck = false;                      ///< the accepted deletion never ends

    [[nodiscard]] QString stateAt(qint64 nowMs) const;
    [[nodiscard]] QJsonObject dataAt(qint64 nowMs) const;
    [[nodiscard]] bool goneAt(qint64 nowMs) const;
    [[nodiscard]] qint64 goneSince() const; ///< practiceNever: no step says so
    /// A deletion was accepted and has neither ended nor failed yet.
    [[nodiscard]] bool inDeletionAt(qint64 nowMs) const;
    /// When the accepted deletion ends, well or badly; practiceNever when there is none or it hangs.
    [[nodiscard]] qint64 deletionEndsMs() const;

    friend bool operator==(const PracticeResource &, const PracticeResource &) = default;
};

/// A task of the provider's own that a client can ask about. Runs from `beganMs` to `endsMs`.
struct PracticeJob
{
    QString id{};
    QString kindId{};
    QString projectId{};
    QString scope{}; ///< ROMA: the instance
    QString userId{};
    qint64 beganMs = 0;
    qint64 endsMs = practiceNever; ///< practiceNever: hangs
    QStringList ids{};
    QJsonObject failures{}; ///< id → whatever the service tells about an item that failed
    QJsonObject data{};

    [[nodiscard]] bool runningAt(qint64 nowMs) const { return endsMs == practiceNever || nowMs < endsMs; }
    /// 0 to 1; a job that hangs stays below 1.
    [[nodiscard]] double progressAt(qint64 nowMs) const;

    friend bool operator==(const PracticeJob &, const PracticeJob &) = default;
};

/// `base` with the members of `patch` laid over it.
[[nodiscard]] QJsonObject practicePatched(QJsonObject base, const QJsonObject &patch);

/// For the truth kept on disk. `whole`: also what never changes after the resource was made.
[[nodiscard]] QJsonObject toJson(const PracticeResource &resource, bool whole);
[[nodiscard]] QJsonObject toJson(const PracticeJob &job);
/// Lays what is kept over `resource`.
void readJson(const QJsonObject &object, PracticeResource &resource);
[[nodiscard]] PracticeJob practiceJobFromJson(const QJsonObject &object);

} // namespace Clearsky
