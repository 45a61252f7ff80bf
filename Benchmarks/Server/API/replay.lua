-- wrk asks for the paths of a file one after the other; each thread begins at another place.
local paths = {}
for line in io.lines(os.getenv("PETREL_PATHS")) do paths[#paths + 1] = line end
local threads = 0
local place = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init()
    place = number * math.floor(#paths / 2)
end

function request()
    place = place % #paths + 1
    return wrk.format("GET", paths[place])
end
