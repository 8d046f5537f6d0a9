// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sentencecases.h"
#include "tests/sentencestage.h"

namespace Clearsky {

// Kinds that a case applies to
[[nodiscard]] bool always(const KindContract &contract);
[[nodiscard]] bool isHuawei(const KindContract &contract);
[[nodiscard]] bool isZenlayer(const KindContract &contract);
[[nodiscard]] bool isWorkspace(const KindContract &contract);
[[nodiscard]] bool isCsbs(const KindContract &contract);

inline const QByteArray webPage = "<!DOCTYPE html><html><body><h1>Welcome</h1></body></html>";

/// What is read after a list or a page. How many rows there are changes with the practice cloud's time.
template<typename T>
[[nodiscard]] QString messageOf(const Result<T> &result)
{
    if (!result)
        return result.error().message;
    return result->rows.isEmpty() ? QStringLiteral("(an empty list)") : QStringLiteral("(the list)");
}

[[nodiscard]] QString listed(SentenceStage &stage, const Attempt &attempt);
[[nodiscard]] QString listed(SentenceStage &stage, const KindContract &contract);
[[nodiscard]] QString listedAt(SentenceStage &stage, const KindContract &contract, const QString &endpoint);
/// The list when every request is answered like this, in the provider's own way of writing errors.
[[nodiscard]] QString listedWith(SentenceStage &stage, const KindContract &contract, int status,
                                 const char *huaweiCode, const char *zenlayerCode,
                                 const QList<QByteArray> &headers = {});

[[nodiscard]] const QList<BadCase> &badSignIns(); ///< the wrong things that a person enters to sign in
[[nodiscard]] const QList<BadCase> &badPlaces();  ///< wrong addresses, and what stands there or in between
[[nodiscard]] const QList<BadCase> &
badAnswers();                                    ///< answers that are not as documented, and refusals for now
[[nodiscard]] const QList<BadCase> &badChecks(); ///< the step that Test Connection names

} // namespace Clearsky
