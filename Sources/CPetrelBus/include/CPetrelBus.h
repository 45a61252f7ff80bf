#ifndef CPETRELBUS_H
#define CPETRELBUS_H
#endif
