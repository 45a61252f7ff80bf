#pragma once
#include "Event.h"
#include "Interrupt.h"
#include "Loop.h"
#include "Queue.h"
#include "Trie.h"
