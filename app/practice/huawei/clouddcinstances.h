// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweiservice.h"

namespace Clearsky {

/// CloudDC bare-metal instances (api/huawei.md 6): marker pages, up to 50 ids in a deletion, an answer that
/// names what was accepted, three generations of state words. What is terminated stays listed for half an
/// hour of the provider's time.
class CloudDcInstances final : public HuaweiService
{
public:
    explicit CloudDcInstances(std::shared_ptr<HuaweiGateway> gateway);

    [[nodiscard]] QString kindId() const override;
    [[nodiscard]] int defaultCount() const override { return 140; }
    void seed(int count, PracticeRandom &random, PracticeWorld &world) override;

protected:
    [[nodiscard]] std::optional<PracticeCall> route(const PracticeRequest &request,
                                                    const QStringList &rest) const override;
    [[nodiscard]] PracticeReply serve(const HuaweiVisit &visit, PracticeWorld &world) override;

private:
    [[nodiscard]] const PracticeResource *recorded(const QString &id, const QString &projectId,
                                                   const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply list(const HuaweiVisit &visit, const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply showStatus(const HuaweiVisit &visit, const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply remove(const HuaweiVisit &visit, PracticeWorld &world);
    void begin(const PracticeResource &instance, bool fails, const QString &userId, PracticeWorld &world);
};

} // namespace Clearsky
