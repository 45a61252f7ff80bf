#ifndef PETREL_CRABBITMQ_SHIM_H
#define PETREL_CRABBITMQ_SHIM_H

#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/time.h>
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>

// What Swift cannot import: functions with any number of arguments, numbers that are macros with a cast, unions.

// A number in the kernel that a thread can wait for.
static inline int petrel_amqp_bell(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

static inline amqp_bytes_t petrel_amqp_bytes(const void *start, size_t length) {
    amqp_bytes_t bytes;
    bytes.len = length;
    bytes.bytes = (void *)start;
    return bytes;
}

static inline amqp_table_entry_t petrel_amqp_text_entry(amqp_bytes_t key, amqp_bytes_t text) {
    amqp_table_entry_t entry;
    entry.key = key;
    entry.value.kind = AMQP_FIELD_KIND_UTF8;
    entry.value.value.bytes = text;
    return entry;
}

static inline amqp_table_entry_t petrel_amqp_number_entry(amqp_bytes_t key, int64_t number) {
    amqp_table_entry_t entry;
    entry.key = key;
    entry.value.kind = AMQP_FIELD_KIND_I64;
    entry.value.value.i64 = number;
    return entry;
}

// Logs in and says what this client understands; without "connection.blocked" the broker would not tell of alarms.
static inline amqp_rpc_reply_t petrel_amqp_login(
    amqp_connection_state_t state, const char *virtual_host, int heartbeat, const char *name, const char *user,
    const char *password) {
    static const char *words[] = {
        "connection.blocked", "basic.nack", "publisher_confirms", "consumer_cancel_notify",
        "authentication_failure_close",
    };
    amqp_table_entry_t capabilities[5];
    for (int i = 0; i < 5; i++) {
        capabilities[i].key = amqp_cstring_bytes(words[i]);
        capabilities[i].value.kind = AMQP_FIELD_KIND_BOOLEAN;
        capabilities[i].value.value.boolean = 1;
    }
    amqp_table_entry_t properties[3];
    properties[0] = petrel_amqp_text_entry(amqp_cstring_bytes("connection_name"), amqp_cstring_bytes(name));
    properties[1] = petrel_amqp_text_entry(amqp_cstring_bytes("product"), amqp_cstring_bytes("Petrel"));
    properties[2].key = amqp_cstring_bytes("capabilities");
    properties[2].value.kind = AMQP_FIELD_KIND_TABLE;
    properties[2].value.value.table.num_entries = 5;
    properties[2].value.value.table.entries = capabilities;
    amqp_table_t table;
    table.num_entries = 3;
    table.entries = properties;
    if (user)
        return amqp_login_with_properties(
            state, virtual_host, 0, AMQP_DEFAULT_FRAME_SIZE, heartbeat, &table, AMQP_SASL_METHOD_PLAIN, user,
            password ? password : "");
    // The broker takes the user from the client's certificate.
    return amqp_login_with_properties(
        state, virtual_host, 0, AMQP_DEFAULT_FRAME_SIZE, heartbeat, &table, AMQP_SASL_METHOD_EXTERNAL, "");
}

enum {
    PETREL_AMQP_CONNECTION_CLOSE = 0x000A0032,
    PETREL_AMQP_CONNECTION_BLOCKED = 0x000A003C,
    PETREL_AMQP_CONNECTION_UNBLOCKED = 0x000A003D,
    PETREL_AMQP_CONNECTION_CLOSE_OK = 0x000A0033,
    PETREL_AMQP_CHANNEL_CLOSE = 0x00140028,
    PETREL_AMQP_CHANNEL_CLOSE_OK = 0x00140029,
    PETREL_AMQP_BASIC_CANCEL = 0x003C001E,
    PETREL_AMQP_BASIC_RETURN = 0x003C0032,
    PETREL_AMQP_BASIC_DELIVER = 0x003C003C,
    PETREL_AMQP_BASIC_ACK = 0x003C0050,
    PETREL_AMQP_BASIC_NACK = 0x003C0078,

    PETREL_AMQP_HAS_CONTENT_TYPE = 1 << 15,
    PETREL_AMQP_HAS_HEADERS = 1 << 13,
    PETREL_AMQP_HAS_DELIVERY_MODE = 1 << 12,
    PETREL_AMQP_HAS_PRIORITY = 1 << 11,
    PETREL_AMQP_HAS_MESSAGE_ID = 1 << 7,
    PETREL_AMQP_HAS_TIMESTAMP = 1 << 6,
    PETREL_AMQP_HAS_APP_ID = 1 << 3,
};

#endif
