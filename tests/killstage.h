// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/driverprocess.h"
#include "tests/support/enginefixture.h"
#include "tests/support/waiting.h"

namespace Clearsky {

/// Where the program dies. The letters are those of engine.md section 3.
struct KillMoment
{
    const char *name = "";
    const char *halt = "";  ///< a moment of the journal, or …
    Fault::Kind onDelete = Fault::Kind::None; ///< … what happens to the delete requests …
    bool onLook = false;    ///< … or the first look after the provider has finished stays unanswered
    bool isCarriedOut = false; ///< the provider has deleted, or will
    ItemState found = ItemState::Pending; ///< what the next start reads of an item that was sent
    bool forgetsJobs = false; ///< the provider no longer knows its jobs afterwards
};

/// A cloud behind a proxy, and a folder in which drivers live and die.
class KillStage
{
public:
    KillStage(const Registry &registry, QString kind, const KillMoment &when, QString driverProgram)
        : kindId(std::move(kind))
        , moment(when)
        , program(std::move(driverProgram))
        , cloud(optionsFor(registry, kindId))
    {
        if (!cloud.start())
            qFatal("the practice cloud does not start");
        proxy = std::make_unique<FaultProxy>(cloud.port());
        proxy->chooseFault([this](const RawRequest &raw) { return faultFor(raw); });
        looksAtLists = registry.contract(kindId)->findRequests({}, {{.kindId = kindId, .id = QStringLiteral("x")}}).isEmpty();
    }

    [[nodiscard]] std::unique_ptr<DriverProcess> driver(const QString &halt, bool looksOnly)
    {
        return std::make_unique<DriverProcess>(
            program, folder.path(), itemCount, QStringList{kindId}, cloud,
            DriverOptions{.origin = proxy->url().toString(), .halt = halt, .looksOnly = looksOnly});
    }

    /// Until the moment has come; false: it does not.
    [[nodiscard]] bool reach(DriverProcess &driver) const
    {
        return waitUntil([&] { return hasCome(driver) || driver.state() == QProcess::NotRunning; }) && hasCome(driver);
    }

    /// Every id that a delete request named, as often as it arrived at the cloud.
    [[nodiscard]] QStringList sentIds() const
    {
        QStringList ids;
        const QList<PracticeLogEntry> log = cloud.requests();
        for (const PracticeLogEntry &entry : log)
            ids += entry.isDelete() ? entry.ids : QStringList();
        return ids;
    }

    static constexpr int itemCount = 4;
    QString kindId;
    KillMoment moment;
    QString program;
    PracticeCloud cloud;
    std::unique_ptr<FaultProxy> proxy;
    QTemporaryDir folder;
    bool looksAtLists = false;
    bool isDisarmed = false; ///< from the restart on nothing goes wrong any more

private:
    static PracticeOptions optionsFor(const Registry &registry, const QString &kindId)
    {
        PracticeOptions options{.seed = 7, .speed = driverSpeed};
        for (const auto &each : registry.contracts())
            options.counts.insert(each->kind().id, each->kind().id == kindId ? 6 * itemCount : 1);
        return options;
    }

    Fault faultFor(const RawRequest &raw)
    {
        if (isDisarmed)
            return {};
        const QByteArrayList parts = raw.target.split('?');
        const PracticeCall call = cloud.recognise({.method = raw.method,
                                                   .path = parts.first(),
                                                   .query = parts.value(1),
                                                   .headers = raw.headers,
                                                   .body = raw.body});
        if (call.operation == PracticeOperation::Delete) {
            m_deletes += moment.onDelete == Fault::Kind::None ? 0 : 1;
            return {.kind = moment.onDelete, .bytes = 40};
        }
        const bool isLook = call.operation == PracticeOperation::List || call.operation == PracticeOperation::Get;
        if (!moment.onLook || !isLook || !isAboutGone(raw))
            return {};
        m_isLooking = true;
        return {.kind = Fault::Kind::Swallow};
    }

    [[nodiscard]] bool isAboutGone(const RawRequest &raw) const
    {
        const QStringList ids = sentIds();
        return std::any_of(ids.cbegin(), ids.cend(), [&](const QString &id) {
            const QList<PracticeResource> there = cloud.resources(kindId);
            return (looksAtLists || raw.bytes.contains(id.toUtf8()))
                && std::none_of(there.cbegin(), there.cend(), [&id](const PracticeResource &each) { return each.id == id; });
        });
    }

    [[nodiscard]] bool hasCome(DriverProcess &driver) const
    {
        switch (moment.onDelete) {
        case Fault::Kind::Swallow:
            return m_deletes > 0;
        case Fault::Kind::Silence:
            return !sentIds().isEmpty();
        case Fault::Kind::StallAnswer:
            return proxy->stalled() > 0;
        default:
            return moment.onLook ? m_isLooking : driver.hasHalted();
        }
    }

    int m_deletes = 0;
    bool m_isLooking = false;
};

} // namespace Clearsky
