// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/typedcount.h"

#include <QLocale>

namespace Clearsky {

std::optional<qint64> typedCount(const QString &text)
{
    constexpr qsizetype longest = 12; // digits; no plan is that large
    const QString separator = QLocale().groupSeparator();
    qint64 number = 0;
    qsizetype digits = 0;
    const QList<uint> characters = text.toUcs4();
    for (const uint c : characters) {
        const int value = QChar::digitValue(c);
        if (value >= 0 && QChar::category(c) == QChar::Number_DecimalDigit) {
            if (++digits > longest)
                return {};
            number = number * 10 + value;
        } else if (!QChar::isSpace(c) && QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1) != separator) {
            return {};
        }
    }
    if (digits == 0)
        return {};
    return number;
}

} // namespace Clearsky
