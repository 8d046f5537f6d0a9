// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <qglobal.h>

namespace Clearsky {

/// The bytes there will be read soon: their way through the caches may begin. Takes any address. Always inline, and not to
/// be wrapped: GCC takes a function that only reads ahead for one that does nothing.
Q_ALWAYS_INLINE void readAhead(const void *bytes)
{
#if defined(Q_CC_GNU)
    __builtin_prefetch(bytes);
#else
    Q_UNUSED(bytes)
#endif
}

} // namespace Clearsky
