#include "CPetrelBus.h"
