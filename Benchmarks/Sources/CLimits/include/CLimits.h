#pragma once
#include "Event.h"
#include "Loop.h"
#include "Queue.h"
#include "Trie.h"
