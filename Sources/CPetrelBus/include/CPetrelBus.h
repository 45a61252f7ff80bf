#ifndef CPETRELBUS_H
#define CPETRELBUS_H

#include "PetrelReader.h"
#include "PetrelRoute.h"
#include "PetrelMonitor.h"

#endif
