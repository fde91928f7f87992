"""Tells the couriers of this process that something is to be delivered; others look by themselves."""

from threading import Event

rung = Event()
