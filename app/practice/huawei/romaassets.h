// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweiservice.h"
#include "app/practice/huawei/romadata.h"

namespace Clearsky {

/// ROMA Connect applications and tasks (api/huawei.md 5): two lists for each instance, deleted together by an
/// asynchronous job, one job at a time for each user. Says no to nearly everything with 400.
class RomaAssets final : public HuaweiService
{
public:
    struct Options
    {
        bool legacyForm = false;
        bool judgesTokens = false;
    };

    RomaAssets(std::shared_ptr<HuaweiGateway> gateway, Options options);

    [[nodiscard]] QString kindId() const override;
    [[nodiscard]] int defaultCount() const override { return 500; }
    void seed(int count, PracticeRandom &random, PracticeWorld &world) override;

protected:
    [[nodiscard]] std::optional<PracticeCall> route(const PracticeRequest &request,
                                                    const QStringList &rest) const override;
    [[nodiscard]] PracticeReply serve(const HuaweiVisit &visit, PracticeWorld &world) override;
    [[nodiscard]] PracticeReply refusal(const PracticeRequest &request, PracticeReply reply) const override;

private:
    [[nodiscard]] const RomaInstance *instance(const HuaweiVisit &visit) const;
    [[nodiscard]] PracticeReply listInstances(const HuaweiVisit &visit, const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply listApps(const HuaweiVisit &visit, const RomaInstance &instance,
                                         const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply listTasks(const HuaweiVisit &visit, const RomaInstance &instance,
                                          const PracticeWorld &world) const;
    [[nodiscard]] std::optional<PracticeReply> obstacle(const QStringList &apps, const QStringList &tasks,
                                                        const HuaweiVisit &visit,
                                                        const RomaInstance &instance,
                                                        const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply remove(const HuaweiVisit &visit, const RomaInstance &instance,
                                       PracticeWorld &world);
    [[nodiscard]] QString startJob(const QStringList &ids, const HuaweiVisit &visit,
                                   const RomaInstance &instance, PracticeWorld &world);
    [[nodiscard]] PracticeReply showJob(const HuaweiVisit &visit, const RomaInstance &instance,
                                        const PracticeWorld &world) const;

    Options m_options;
    QList<RomaInstance> m_instances{};
};

} // namespace Clearsky
