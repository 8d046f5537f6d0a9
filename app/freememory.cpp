// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/freememory.h"

#include <QThreadPool>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace Clearsky {

void returnFreeMemory()
{
#ifdef __GLIBC__
    QThreadPool::globalInstance()->start([] { malloc_trim(0); });
#endif
}

} // namespace Clearsky
