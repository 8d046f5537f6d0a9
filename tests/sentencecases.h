// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace Clearsky {

class KindContract;
class SentenceStage;

/// Something that is wrong between a list and its user.
struct BadCase
{
    const char *name;
    QString (*run)(SentenceStage &stage,
                   const KindContract &contract); ///< brings it about; what the user reads
    bool (*applies)(const KindContract &contract);
};

[[nodiscard]] const QList<BadCase> &badCases();

/// What no sentence may be: empty, without a full stop, shouting, or without a word on what to do. Empty: it
/// is fine.
[[nodiscard]] QString styleFault(const QString &sentence);

} // namespace Clearsky

Q_DECLARE_METATYPE(const Clearsky::BadCase *)
