// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweiservice.h"

namespace Clearsky {

/// IAM: password tokens, projects, the account, temporary keys (api/huawei.md 2).
class HuaweiIam final : public PracticeService
{
public:
    explicit HuaweiIam(std::shared_ptr<HuaweiGateway> gateway);

    [[nodiscard]] QString kindId() const override;
    [[nodiscard]] std::optional<PracticeCall> recognise(const PracticeRequest &request,
                                                        const PracticeWorld &world) const override;
    [[nodiscard]] PracticeReply answer(const PracticeCall &call, const PracticeRequest &request,
                                       PracticeWorld &world) override;
    void endSessions() override { m_gateway->sessions().expireTokens(); }

private:
    [[nodiscard]] PracticeReply createToken(const PracticeRequest &request, const PracticeWorld &world);
    [[nodiscard]] PracticeReply createKey(const PracticeRequest &request, const HuaweiCaller &caller,
                                          const PracticeWorld &world);
    [[nodiscard]] PracticeReply listProjects(const PracticeRequest &request,
                                             const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply listOwnProjects(const HuaweiCaller &caller, const PracticeWorld &world) const;
    [[nodiscard]] PracticeReply listDomains(const PracticeWorld &world) const;

    std::shared_ptr<HuaweiGateway> m_gateway;
};

} // namespace Clearsky
