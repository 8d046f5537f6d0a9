// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/resourcekind.h"
#include "models/result.h"

#include <chrono>

namespace Clearsky {

/// What the requests of a signed-in account need besides ids.
struct Scope
{
    QString projectId{};       ///< Huawei Cloud; known after sign-in
    QString region{};
    QString userId{};          ///< the token's user id, or the access key id
    QString romaRequestForm{}; ///< Account::romaRequestForm

    friend bool operator==(const Scope &, const Scope &) = default;
};

/// One answer to a list or find request, read.
struct ListPage
{
    QList<Resource> rows{};
    /// Asked next, in this order and before whatever else waits. Ignored when the page brought no row that was not
    /// there before: a cursor that repeats ends the list instead of looping.
    QList<ApiRequest> next{};
    /// Asked whatever the page brought, each once: lists that this page names (a ROMA instance's apps), or the rest of a
    /// question that was answered in part.
    QList<ApiRequest> inner{};
    QString part{};                ///< which of the kind's lists this page belongs to, for example a ROMA instance's apps
    std::optional<qint64> total{}; ///< rows that the provider says `part` has; must hold for all pages of the part
    QStringList provedGone{};      ///< ids that the provider itself says it does not have
};

/// What the answer to a delete request says about one of its items.
struct ItemVerdict
{
    enum class Kind {
        Accepted,     ///< taken on by the provider
        AlreadyGone,  ///< the provider says by id that it is not there
        Refused,      ///< the provider says by id that it will not delete it, and no look can add to that
        RefusedById,  ///< named as not deleted without a reason: a look must find out (engine.md row 31)
        Unknown,      ///< the answer does not tell
    };
    Kind kind = Kind::Unknown;
    QString reason{};  ///< translated
};

/// The answer to a delete request, read. With `error`, the error's kind speaks for all items and `items` is empty.
struct DeleteAnswer
{
    QList<ItemVerdict> items{};   ///< one per item asked, in their order
    QString providerJobId{};      ///< empty when the contract has no jobs
    std::optional<Error> error{};
    QString stranger{};           ///< something it speaks of that was not asked for: the job must stop (engine.md row 32)
};

/// The state of a provider's own job.
struct ProviderJob
{
    enum class State { Running, Succeeded, Failed, NotKnown /**< the provider has no such job */ };
    struct Failure
    {
        QString part{};    ///< as Resource::scope's last part where the provider tells ("app", "task"); else empty
        QString name{};    ///< the resource's name; empty: speaks of the whole job
        QString message{};
    };
    State state = State::Running;
    QList<Failure> failures{};
};

/// Requests that must respect one limit together (engine.md 5.5). 0 means: no such limit.
struct LaneRules
{
    QString key{};              ///< lanes with equal keys are one lane, across accounts
    int maxRequests = 2;        ///< in flight, looks and lists included
    int maxDeletes = 1;         ///< delete requests in flight
    int maxProviderJobs = 0;    ///< provider jobs that may still run
    int maxItemsInDeletion = 0; ///< items sent and not yet proved ended
    bool looksExcludeDeletes = false; ///< looks page through a list, which must not shrink meanwhile
    bool paced = true;             ///< false only where the engine itself is measured
    bool looksBeforeDelete = true; ///< the drift check (engine.md R4); false only where the engine itself is measured
    int conflictAttempts = 20;  ///< polls of 15 s that an item in conflict waits before it is Refused; 0: 30 min, then attention
};

/// The request with its lane's gate, which bounds what is on the wire over all jobs, lists and accounts of the lane.
/// Whoever sends a contract's request passes it through here: Listing for lists and looks, a lane for the others.
[[nodiscard]] inline ApiRequest inLane(ApiRequest request, const LaneRules &rules)
{
    request.gate = rules.key;
    request.gateLimit = rules.maxRequests;
    request.gateSingleWrite = rules.maxDeletes == 1;
    return request;
}

/// When to look and what to believe (engine.md 5.4), in the provider's time: Timing scales all of it.
struct FollowRules
{
    std::chrono::milliseconds jobFirstPoll{0};   ///< 0: the contract has no jobs
    std::chrono::milliseconds jobPoll{0};
    std::chrono::milliseconds firstLook{0};      ///< after the answer (or the job's end)
    std::chrono::milliseconds lookEvery{0};      ///< between looks; grows by half up to longestLook
    std::chrono::milliseconds longestLook{0};
    int looksToProveAbsence = 1;                 ///< complete looks ≥ 5 s apart that must miss it
    std::chrono::milliseconds grace{0};          ///< "still there" counts only after this
    std::chrono::milliseconds lostJobGrace{0};   ///< the same when the answer with the job id was lost
    std::chrono::milliseconds deadline{0};
};

/// The contract of one kind: everything Clearsky knows of its API. Pure: builds requests and reads answers, sends
/// nothing, keeps nothing. A new kind is one class of this type and one line in providers/registry.cpp.
class KindContract
{
public:
    virtual ~KindContract() = default;

    [[nodiscard]] virtual const ResourceKind &kind() const = 0;

    /// The requests a complete list begins with.
    [[nodiscard]] virtual QList<ApiRequest> listRequests(const Scope &scope) const = 0;
    /// Requests that tell the present state of exactly these resources; page size ≥ their number. Empty: the API cannot,
    /// a look is a complete list. `refs` is not empty and has at most kind().idsPerRequest entries of one batch group.
    [[nodiscard]] virtual QList<ApiRequest> findRequests(const Scope &scope, const QList<ResourceRef> &refs) const = 0;
    /// Reads an answer to a list or find request, whatever its status. An answer that cannot be a whole page is an Error.
    [[nodiscard]] virtual Result<ListPage> readPage(const ApiRequest &request, const HttpReply &reply) const = 0;
    /// The part of a complete list that would hold this resource. A look that did not read that part proves nothing
    /// about it: a ROMA instance that is frozen is not listed, and its assets are not gone.
    [[nodiscard]] virtual QString partOf(const ResourceRef &ref) const
    {
        Q_UNUSED(ref)
        return {};
    }
    /// A request whose page tells (by ListPage::total) whether the account still sees this kind at all; asked when all
    /// items of a look vanish at once. None: not needed.
    [[nodiscard]] virtual std::optional<ApiRequest> visibilityRequest(const Scope &scope) const
    {
        Q_UNUSED(scope)
        return {};
    }

    /// The request that deletes this batch. Refuses (Error::Kind::Configuration) an empty, over-long, duplicated or mixed
    /// list and ids that do not match the kind's pattern: there is no way to express such a request.
    [[nodiscard]] virtual Result<ApiRequest> deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const = 0;
    [[nodiscard]] virtual DeleteAnswer readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const = 0;

    /// The request that asks for the provider's job. Only called when FollowRules::jobFirstPoll > 0.
    [[nodiscard]] virtual ApiRequest jobRequest(const Scope &scope, const ResourceRef &anyItem, const QString &jobId) const
    {
        Q_UNUSED(scope) Q_UNUSED(anyItem) Q_UNUSED(jobId)
        return {};
    }
    [[nodiscard]] virtual Result<ProviderJob> readJob(const HttpReply &reply) const
    {
        Q_UNUSED(reply)
        return ProviderJob{.state = ProviderJob::State::NotKnown};
    }

    /// `origin` is scheme, host and port of the service, or `practice:`.
    [[nodiscard]] virtual LaneRules laneRules(const QString &origin, const Scope &scope) const = 0;
    [[nodiscard]] virtual FollowRules followRules() const = 0;
};

/// Checks what every deleteRequest must: 1 ≤ n ≤ idsPerRequest, no id twice, one batch group, every id matching.
[[nodiscard]] Result<void> checkBatch(const ResourceKind &kind, const QList<ResourceRef> &refs);

} // namespace Clearsky
