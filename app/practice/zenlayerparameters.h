// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/zenlayerenvelope.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace Clearsky {

/// Reads the parameters of a Zenlayer call strictly; the first thing wrong stays in refusal().
class ZenlayerParameters
{
public:
    explicit ZenlayerParameters(const QByteArray &body);

    [[nodiscard]] const std::optional<ZenlayerRefusal> &refusal() const { return m_refusal; }
    [[nodiscard]] bool has(const QString &name) const { return m_object.contains(name); }

    [[nodiscard]] QString text(const QString &name);
    /// Empty when the parameter is absent; anything not among `allowed` is refused.
    [[nodiscard]] QString oneOf(const QString &name, const QStringList &allowed);
    [[nodiscard]] int number(const QString &name, int least, int most, int fallback);
    [[nodiscard]] QStringList texts(const QString &name, int most);
    void refuse(int status, const QString &code, const QString &message);

private:
    QJsonObject m_object{};
    std::optional<ZenlayerRefusal> m_refusal{};
};

} // namespace Clearsky
