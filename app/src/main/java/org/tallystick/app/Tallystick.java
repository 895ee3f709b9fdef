package org.tallystick.app;

public final class Tallystick {
    private Tallystick() {}

    public static void main(String[] args) {}
}
