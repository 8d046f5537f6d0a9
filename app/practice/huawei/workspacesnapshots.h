// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweiservice.h"

namespace Clearsky {

/// Workspace desktop snapshots (api/huawei.md 4): list by offset, delete up to 100 by an asynchronous job,
/// one job at a time in a project. Nothing in the list tells that a snapshot is being deleted.
class WorkspaceSnapshots final : public HuaweiService
{
public:
    explicit WorkspaceSnapshots(std::shared_ptr<HuaweiGateway> gateway, bool subscribed = true);

    [[nodiscard]] QString kindId() const override;
    [[nodiscard]] int defaultCount() const override { return 840; }
    void seed(int count, PracticeRandom &random, PracticeWorld &world) override;

protected:
    [[nodiscard]] std::optional<PracticeCall> route(const PracticeRequest &request,
                                                    const QStringList &rest) const override;
    [[nodiscard]] PracticeReply serve(const HuaweiVisit &visit, PracticeWorld &world) override;

private:
    [[nodiscard]] PracticeReply list(const HuaweiVisit &visit, const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply remove(const HuaweiVisit &visit, PracticeWorld &world);
    [[nodiscard]] std::optional<PracticeReply> obstacle(const QStringList &ids, const HuaweiVisit &visit,
                                                        const PracticeWorld &world) const;
    [[nodiscard]] QString startJob(const QStringList &ids, const HuaweiVisit &visit, PracticeWorld &world);
    [[nodiscard]] PracticeReply showJob(const HuaweiVisit &visit, const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply listSubJobs(const HuaweiVisit &visit, const PracticeWorld &world) const;

    bool m_subscribed;
};

} // namespace Clearsky
