// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweiservice.h"

namespace Clearsky {

/// CSBS backups (api/huawei.md 7): checkpoint items, deleted one by one through their checkpoint, five at
/// once for a user and the rest queued. Without the parameter that names the item the whole checkpoint goes,
/// as in real life.
class CsbsBackups final : public HuaweiService
{
public:
    explicit CsbsBackups(std::shared_ptr<HuaweiGateway> gateway, bool open = true);

    [[nodiscard]] QString kindId() const override;
    [[nodiscard]] int defaultCount() const override { return 330; }
    void seed(int count, PracticeRandom &random, PracticeWorld &world) override;

protected:
    [[nodiscard]] std::optional<PracticeCall> route(const PracticeRequest &request,
                                                    const QStringList &rest) const override;
    [[nodiscard]] PracticeReply serve(const HuaweiVisit &visit, PracticeWorld &world) override;

private:
    [[nodiscard]] QList<const PracticeResource *> matching(const HuaweiVisit &visit,
                                                           const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply list(const HuaweiVisit &visit, const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply show(const HuaweiVisit &visit, const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply remove(const HuaweiVisit &visit, PracticeWorld &world);
    [[nodiscard]] std::optional<PracticeReply> obstacle(const PracticeResource &item,
                                                        const PracticeWorld &world) const;
    [[nodiscard]] qint64 whenItsTurnComes(const QString &userId, const PracticeWorld &world) const;
    void begin(const PracticeResource &item, bool fails, const QString &userId, PracticeWorld &world);

    bool m_open;
};

} // namespace Clearsky
